import type { Captcha } from '../../gateways/captcha.ts'
import type { Interface } from '../../kernel/contract.ts'
import type { Log } from '../../kernel/log.ts'
import type { Db } from '../../kernel/db.ts'
import type { orderCalls } from '../order/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { Act } from '../../kernel/guard.ts'
import type { Book } from './book.ts'
import type { RiskDb } from './db.ts'

export interface Risk {
  db: Db<RiskDb>
  now: () => Date
  newId: () => string
  secretKey: string
  demo: boolean
  log: Log
  captcha: Captcha
  order: Pick<Interface<typeof orderCalls>, 'refundable' | 'pause' | 'resume' | 'callOff'>
  shopper: Pick<Interface<typeof shopperCalls>, 'find' | 'address'>
  /** Rules and lists as this process knows them. */
  book: { read: () => Promise<Book>; forget: () => void }
  /** Acts that nobody judges are written down later. */
  unjudged: { act: Act; at: Date }[]
}
