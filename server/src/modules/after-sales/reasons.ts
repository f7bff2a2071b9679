/** Why something is wanted, by kind. `fault`: the shop answers for it, so freight goes back as well. */
export const reasons = {
  not_wanted: { kinds: ['refund'], fault: false },
  wrong_order: { kinds: ['refund'], fault: false },
  slow_shipping: { kinds: ['refund'], fault: false },
  never_arrived: { kinds: ['refund'], fault: true },
  missing_piece: { kinds: ['refund'], fault: false },
  agreed: { kinds: ['refund', 'return'], fault: false },
  no_reason: { kinds: ['return'], fault: false },
  wrong_size: { kinds: ['return', 'exchange'], fault: false },
  quality: { kinds: ['refund', 'return', 'exchange'], fault: true },
  damaged: { kinds: ['refund', 'return', 'exchange'], fault: true },
  wrong_goods: { kinds: ['refund', 'return', 'exchange'], fault: true },
  not_as_described: { kinds: ['return', 'exchange'], fault: true },
} as const satisfies Record<string, { kinds: readonly ('refund' | 'return' | 'exchange')[]; fault: boolean }>

export type Reason = keyof typeof reasons
export const reasonNames = Object.keys(reasons) as [Reason, ...Reason[]] // Object.keys forgets the names

/** What the channel and the order's log say. */
export const reasonWords: Record<Reason, string> = {
  not_wanted: '不想要了',
  wrong_order: '拍错/多拍',
  slow_shipping: '未按约定时间发货',
  never_arrived: '一直未收到货',
  missing_piece: '少件/漏发',
  agreed: '与商家协商一致',
  no_reason: '七天无理由',
  wrong_size: '尺码/规格不合适',
  quality: '质量问题',
  damaged: '收到商品破损',
  wrong_goods: '商家发错货',
  not_as_described: '与描述不符',
}

/** Reasons that make sense only for goods that have left, or only for goods that have not. */
export const beforeShipping: readonly Reason[] = ['not_wanted', 'wrong_order', 'slow_shipping', 'agreed']
export const afterShipping: readonly Reason[] = reasonNames.filter(
  (reason) => !['not_wanted', 'wrong_order', 'slow_shipping'].includes(reason),
)
