import { systemNow } from '../../kernel/clock.ts'
import { mergeAccounts, type MergeItem, type Merging } from '../../kernel/merge.ts'
import { ledger } from './context.ts'
import { lockTree } from './queries/distributors.ts'
import { forgetOneself, handOver, twinsOf } from './queries/merge.ts'

/**
 * What goes over when two accounts turn out to be of one person. Where both sell for a shop, the one's commission, customers and team become the
 * other's, whose accounts are put together by entries of their own.
 */
export const merging: Merging = {
  before: async (tx, pair) => {
    const items: MergeItem[] = []
    for (const twins of await twinsOf(tx, pair)) {
      await lockTree(tx, twins.shopId)
      items.push(
        ...(await mergeAccounts(tx, ledger, { key: `${pair.from}:${twins.gone}`, from: twins.gone, into: twins.stands, at: systemNow() })),
      )
      await handOver(tx, twins, systemNow())
    }
    return items
  },
  owned: [
    { table: 'distribution.distributor', once: ['shop_id'] },
    { table: 'distribution.customer', once: ['shop_id'], twice: 'goes' },
    { table: 'distribution.visit', once: ['shop_id'], twice: 'goes' },
    { table: 'distribution.binding' },
    { table: 'distribution.commission', column: 'buyer_id' },
    { table: 'distribution.withdrawal' },
    { table: 'distribution.sample_request' },
  ],
  after: (tx, { into }) => forgetOneself(tx, into),
}
