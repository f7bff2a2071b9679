import type { Action } from '../play.ts'
import { regretting } from './after-sales.ts'
import { buying } from './buy.ts'
import { atTheCounter } from './counter.ts'
import { atTheDoor } from './door.ts'
import { offering } from './offers.ts'
import { paying } from './pay.ts'
import { playing } from './plays.ts'
import { purchasing } from './purchases.ts'
import { owning } from './purse.ts'
import { sending } from './send.ts'
import { stocking } from './stock.ts'
import { weather } from './weather.ts'

export const actions: readonly Action[] = [
  ...buying,
  ...paying,
  ...sending,
  ...atTheDoor,
  ...atTheCounter,
  ...regretting,
  ...owning,
  ...offering,
  ...stocking,
  ...purchasing,
  ...playing,
  ...weather,
]
