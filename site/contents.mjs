// The site's pages, in the order of its sidebar: the repository's file, its name in the sidebar.
export const contents = [
  ['Start', [
    ['README.md', 'Diverge'],
    ['docs/how-it-works.md', 'How it works'],
    ['docs/sources.md', 'Sources'],
    ['docs/platforms.md', 'Platforms'],
    ['docs/support-matrix.md', 'Support matrix'],
  ]],
  ['Run', [
    ['docs/operations.md', 'Operations'],
    ['docs/configuration.md', 'Configuration'],
    ['docs/upgrade.md', 'Upgrade and removal'],
    ['docs/security.md', 'Security'],
  ]],
  ['Plug in', [
    ['docs/spring-boot.md', 'Spring Boot'],
    ['docs/quarkus-micronaut.md', 'Quarkus, Micronaut'],
    ['docs/opentelemetry.md', 'OpenTelemetry'],
    ['docs/registering-state.md', 'Registering state'],
    ['docs/extensions.md', 'Extensions'],
    ['docs/testing.md', 'Testing'],
  ]],
  ['What is reset', [
    ['docs/supported.md', 'Libraries'],
    ['docs/random-state.md', 'Random state'],
    ['docs/connections.md', 'Connections'],
    ['docs/tls.md', 'TLS'],
    ['docs/sessions.md', 'Sessions'],
  ]],
  ['Look for more', [
    ['docs/scan.md', 'Scan'],
    ['docs/scan-judged.md', 'Scan, judged'],
    ['docs/audit.md', 'Audit'],
  ]],
  ['Project', [
    ['docs/benchmarks.md', 'Benchmarks'],
    ['docs/versioning.md', 'Versions'],
    ['CONTRIBUTING.md', 'Contributing'],
    ['CHANGELOG.md', 'Changes'],
    ['SECURITY.md', 'Reporting a weakness'],
  ]],
];

const others = { 'README.md': 'index', 'CHANGELOG.md': 'changes', 'SECURITY.md': 'reporting' };

/** What a page is called in the site: all lie in one folder. */
export const nameOf = (file) => others[file] ?? file.replace(/^docs\//, '').replace(/\.md$/, '').toLowerCase();

export const files = contents.flatMap(([, pages]) => pages.map(([file]) => file));
