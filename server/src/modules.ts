import type { Module } from './kernel/module.ts'

/** Every module there is, those that are needed before those that need them. */
export const modules: readonly Module[] = []
