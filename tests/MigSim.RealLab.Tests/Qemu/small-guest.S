# A guest for tests of the hypervisor alone: it is there at once and needs next to no processor.
# It fills 24 MiB with something, then rewrites eight pages at each tick of the old timer (18.2 a
# second). The power button switches it off; a non-maskable interrupt is a panic.
# Loaded by QEMU as the Multiboot Specification, 0.6.96, says.

.set FILL_BEGIN, 0x200000
.set FILL_PAGES, 6144
.set PAGES_A_TICK, 8
.set POWER_STATUS, 0x600        # PIIX4: power management, where SeaBIOS puts it
.set POWER_ENABLE, 0x602
.set POWER_CONTROL, 0x604
.set PANIC_PORT, 0x505          # QEMU's pvpanic

.section .text
.code32
.align 4
    .long 0x1BADB002, 0, -0x1BADB002

.globl _start
_start:
    cli
    cld
    movl $stack, %esp
    lgdt gdt_pointer
    ljmp $8, $1f
1:  movw $16, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss

    movl $FILL_BEGIN, %edi
    movl $FILL_PAGES, %ecx
2:  movl %edi, (%edi)
    addl $4096, %edi
    loop 2b

    # Interrupt 2 is the panic, 0x20 the timer.
    movl $panic, %eax
    movl $idt + 2 * 8, %edi
    call set_gate
    movl $tick, %eax
    movl $idt + 0x20 * 8, %edi
    call set_gate
    lidt idt_pointer

    # The controllers' interrupts begin at 0x20; all but the timer's are masked.
    movb $0x11, %al
    outb %al, $0x20
    outb %al, $0xA0
    movb $0x20, %al
    outb %al, $0x21
    movb $0x28, %al
    outb %al, $0xA1
    movb $4, %al
    outb %al, $0x21
    movb $2, %al
    outb %al, $0xA1
    movb $1, %al
    outb %al, $0x21
    outb %al, $0xA1
    movb $0xFE, %al
    outb %al, $0x21
    movb $0xFF, %al
    outb %al, $0xA1

    movw $POWER_ENABLE, %dx
    movw $0x100, %ax
    outw %ax, %dx
    xorl %ebx, %ebx
    sti
3:  hlt
    jmp 3b

set_gate:
    movw %ax, (%edi)
    movw $8, 2(%edi)
    movw $0x8E00, 4(%edi)
    shrl $16, %eax
    movw %ax, 6(%edi)
    ret

tick:
    movl $PAGES_A_TICK, %ecx
4:  movl %ebx, %edi
    shll $12, %edi
    incl FILL_BEGIN + 8(%edi)
    incl %ebx
    cmpl $FILL_PAGES, %ebx
    jb 5f
    xorl %ebx, %ebx
5:  loop 4b
    movw $POWER_STATUS, %dx
    inw %dx, %ax
    testw $0x100, %ax
    jz 6f
    movw $POWER_CONTROL, %dx
    movw $0x2000, %ax
    outw %ax, %dx
6:  movb $0x20, %al
    outb %al, $0x20
    iret

panic:
    movw $PANIC_PORT, %dx
    movb $1, %al
    outb %al, %dx
7:  hlt
    jmp 7b

.align 8
gdt:
    .quad 0, 0x00CF9A000000FFFF, 0x00CF92000000FFFF
gdt_pointer:
    .word . - gdt - 1
    .long gdt
idt_pointer:
    .word 0x21 * 8 - 1
    .long idt
.align 8
idt:
    .fill 0x21, 8, 0
.fill 1024, 4, 0
stack:
