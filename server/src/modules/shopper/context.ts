import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { MiniProgramPlatform } from '../../gateways/mini-program-platform.ts'
import type { SmsSender } from '../../gateways/sms-sender.ts'
import type { mediaCalls } from '../media/contract.ts'
import type { ShopperDb } from './db.ts'

export interface Shoppers {
  db: Db<ShopperDb>
  now: () => Date
  newId: () => string
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
  personas: () => Promise<{ code: string; nickname: string }[]>
}

/** From where somebody signs in. */
export interface Origin {
  ip: string
  userAgent: string
}

export const SESSION_DAYS = 60
