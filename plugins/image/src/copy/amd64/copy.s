# copy FROM TO: all that an image needs that has a jar and no shell. What is at TO is unlinked first, so
# that whoever reads it goes on with the old file. Exit 1 if it cannot be copied, 2 usage.
.intel_syntax noprefix
.globl _start
_start:
    cmp qword ptr [rsp], 3
    mov edi, 2
    jne exit

    mov rdi, [rsp + 16]
    xor esi, esi                # O_RDONLY
    mov eax, 2                  # open
    syscall
    test eax, eax
    js failed
    mov r12d, eax

    mov rdi, [rsp + 24]
    mov eax, 87                 # unlink
    syscall

    mov rdi, [rsp + 24]
    mov esi, 0301               # O_WRONLY | O_CREAT | O_EXCL
    mov edx, 0644
    mov eax, 2                  # open
    syscall
    test eax, eax
    js failed
    mov r13d, eax

more:
    mov edi, r13d
    mov esi, r12d
    xor edx, edx
    mov r10d, 0x1000000
    mov eax, 40                 # sendfile
    syscall
    test rax, rax
    jg more
    js failed
    xor edi, edi
    jmp exit

failed:
    mov edi, 1
exit:
    mov eax, 60                 # exit
    syscall
