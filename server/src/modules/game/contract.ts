import { z } from 'zod'
import { call } from '../../kernel/contract.ts'
import { Id } from '../../kernel/schema.ts'
import { NewGame } from './contract-admin.ts'

export * from './contract-admin.ts'
export * from './contract-shop.ts'

export const gameCalls = {
  /** Creates a game. For set-up. */
  put: call(NewGame.extend({ shopId: Id }), z.object({ id: Id })),
}
