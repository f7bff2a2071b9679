import type { Merging } from '../../kernel/merge.ts'
import { moveCoupons } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  before: moveCoupons,
  owned: [
    // What somebody else passed on to them.
    { table: 'promotion.coupon' },
    { table: 'promotion.hold' },
    { table: 'promotion.rule_use' },
    { table: 'promotion.coupon_code' },
    { table: 'promotion.code_guess' },
    { table: 'promotion.pass', column: 'from_shopper' },
    { table: 'promotion.pass', column: 'to_shopper' },
  ],
}
