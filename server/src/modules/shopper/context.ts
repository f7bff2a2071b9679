import type { Interface } from '../../kernel/contract.ts'
import type { Log } from '../../kernel/log.ts'
import type { mergeSlot } from '../../kernel/merge.ts'
import type { Db } from '../../kernel/db.ts'
import type { MiniProgramPlatform } from '../../gateways/mini-program-platform.ts'
import type { SmsSender } from '../../gateways/sms-sender.ts'
import type { mediaCalls } from '../media/contract.ts'
import type { ShopperDb } from './db.ts'

export interface Shoppers {
  db: Db<ShopperDb>
  now: () => Date
  newId: () => string
  log: Log
  /** Every module that owns things of a shopper, this one too. */
  owners: () => ReadonlyMap<string, Interface<typeof mergeSlot.calls>>
  /** Keys the HMAC of login codes. */
  secretKey: string
  /** The shop runs as a demo: codes are shown, personas are offered. */
  demo: boolean
  /** Attempts are limited by address as well; off only for load tests. Limits of a phone and of a code always hold. */
  limitAddresses: boolean
  media: Interface<typeof mediaCalls>
  sms: () => SmsSender | undefined
  weapp: () => MiniProgramPlatform | undefined
  alipay: () => MiniProgramPlatform | undefined
  tt: () => MiniProgramPlatform | undefined
  personas: () => Promise<{ code: string; nickname: string }[]>
}

/** From where somebody signs in. */
export interface Origin {
  ip: string
  userAgent: string
}

export const SESSION_DAYS = 60
