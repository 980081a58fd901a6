/** Stands for the folder in which the site will lie, until relocate.mjs makes all of it relative. */
export const PLACE = '/place-of-the-site/';
