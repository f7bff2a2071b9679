import type { Interface } from '../../kernel/contract.ts'
import type { shopperCalls } from '../shopper/contract.ts'
import type { reachCalls, resultsCalls } from './contract.ts'

export interface Results {
  now: () => Date
  plays: () => ReadonlyMap<string, Interface<typeof resultsCalls>>
  reach: () => ReadonlyMap<string, Interface<typeof reachCalls>>
  shopper: Pick<Interface<typeof shopperCalls>, 'firstOrders'>
}
