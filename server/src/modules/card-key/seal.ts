import { randomInt } from 'node:crypto'

/** A voucher code people can read out: 16 digits, of which nobody guesses one. */
export const newVoucherCode = (): string => Array.from({ length: 4 }, () => String(randomInt(10_000)).padStart(4, '0')).join('')
/** However it was typed. */
export const plainCode = (code: string): string => code.replaceAll(/[\s-]/g, '')
/** Its last signs, never more than a quarter. */
export const hintOf = (secret: string): string => `…${secret.slice(-Math.min(4, Math.floor(secret.length / 4)))}`
