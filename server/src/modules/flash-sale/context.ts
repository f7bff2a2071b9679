import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { inventoryCalls } from '../inventory/contract.ts'
import type { orderCalls } from '../order/contract.ts'
import type { Board } from './board.ts'
import type { FlashSaleDb } from './db.ts'
import type { Gate } from './gate.ts'
import type { Captcha, Guard } from './guard.ts'
import type { Pace } from './pace.ts'
import type { Passes } from './pass.ts'
import type { Tally } from './tally.ts'

export interface FlashSales {
  db: Db<FlashSaleDb>
  now: () => Date
  newId: () => string
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  order: Interface<typeof orderCalls>
  board: Board
  gate: Gate
  guard: Guard
  pace: Pace
  captcha: Captcha
  passes: Passes
  tally: Tally
}
