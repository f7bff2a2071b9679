import { dirname, join } from 'node:path'

/** The checkout. */
export const ROOT = dirname(dirname(import.meta.dirname))
/** What this installation has made: runtime, database, uploads, logs, stamps. */
export const STATE = join(ROOT, '.puzi')

export const inRoot = (...parts: string[]): string => join(ROOT, ...parts)
export const inState = (...parts: string[]): string => join(STATE, ...parts)
export const logFile = (name: string): string => inState('logs', `${name}.log`)
