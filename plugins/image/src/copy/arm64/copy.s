// copy FROM TO: all that an image needs that has a jar and no shell. What is at TO is unlinked first, so
// that whoever reads it goes on with the old file. Exit 1 if it cannot be copied, 2 usage.
.globl _start
_start:
    ldr x1, [sp]
    mov x0, #2
    cmp x1, #3
    b.ne exit

    mov x0, #-100               // AT_FDCWD
    ldr x1, [sp, #16]
    mov x2, #0                  // O_RDONLY
    mov x8, #56                 // openat
    svc #0
    tbnz x0, #63, failed
    mov x19, x0

    mov x0, #-100
    ldr x1, [sp, #24]
    mov x2, #0
    mov x8, #35                 // unlinkat
    svc #0

    mov x0, #-100
    ldr x1, [sp, #24]
    mov x2, #0301               // O_WRONLY | O_CREAT | O_EXCL
    mov x3, #0644
    mov x8, #56                 // openat
    svc #0
    tbnz x0, #63, failed
    mov x20, x0

more:
    mov x0, x20
    mov x1, x19
    mov x2, #0
    mov x3, #0x1000000
    mov x8, #71                 // sendfile
    svc #0
    cmp x0, #0
    b.gt more
    b.lt failed
    b exit

failed:
    mov x0, #1
exit:
    mov x8, #93                 // exit
    svc #0
