import type { Item, Reply } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'

export const EVENT_WORDS: Record<Item<'listMemberEvents'>['kind'], Key> = {
  order: 'member.event.order',
  refund: 'member.event.refund',
  review: 'member.event.review',
  check_in: 'member.event.checkIn',
  task: 'member.event.task',
  birthday: 'member.event.birthday',
  adjust: 'member.event.adjust',
  seed: 'member.event.seed',
  merge: 'member.event.merge',
}
export type RightKind = Reply<'getMemberTiers'>['items'][number]['rights'][number]['kind']
export const RIGHT_WORDS: Record<RightKind, Key> = {
  discount: 'member.right.discount',
  free_shipping: 'member.right.freeShipping',
  birthday: 'member.right.birthday',
  support: 'member.right.support',
  exclusive: 'member.right.exclusive',
  other: 'member.right.other',
}
export const TASK_WORDS: Record<Item<'listMemberTasks'>['kind'], Key> = {
  profile: 'member.task.profile',
  first_order: 'member.task.firstOrder',
  review: 'member.task.review',
  check_in: 'member.task.checkIn',
  share: 'member.task.share',
}
