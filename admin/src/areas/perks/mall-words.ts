import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'

export type MallItem = Item<'listAdminMallItems'>
export const KIND_WORDS: Record<MallItem['kind'], Key> = { goods: 'mall.kind.goods', coupon: 'mall.kind.coupon', card: 'mall.kind.card' }
