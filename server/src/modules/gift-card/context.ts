import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { paymentCalls } from '../payment/contract.ts'
import type { shopCalls } from '../shop/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { walletCalls } from '../wallet/contract.ts'
import type { GiftCardDb } from './db.ts'

export interface GiftCards {
  db: Db<GiftCardDb>
  now: () => Date
  newId: () => string
  /** Address of the storefront, for coming back from a payment page. */
  publicUrl: string
  payment: Pick<Interface<typeof paymentCalls>, 'start' | 'status' | 'close' | 'refund' | 'seed'>
  shop: Pick<Interface<typeof shopCalls>, 'all'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find' | 'payer'>
  wallet: Pick<Interface<typeof walletCalls>, 'credit'>
}

export const done = { ok: true as const }

/** Without what is easily taken for something else: 31 signs, sixteen of which are some 79 bits that nobody guesses. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const newCode = (): string => Array.from({ length: 16 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
export const newToken = (): string => randomBytes(16).toString('base64url')
/** As it is typed: small or large, with or without spaces and dashes. */
export const plainCode = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, '')
/** A code is long enough that its hash tells nothing. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
export const printed = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1-')
export const number = (serial: number): string => `GC${String(serial).padStart(10, '0')}`
