import type { Db } from '../../kernel/db.ts'
import { announce, trigger } from '../../kernel/notify.ts'
import type { GroupBuyDb } from './db.ts'
import { campaignOf } from './queries/campaigns.ts'

const sample = { group: '开学季三人团', seats: '1' }

const completedNotice = trigger({
  name: 'group-buy.completed',
  kind: 'service',
  label: { 'zh-CN': '拼团成功', en: 'Group complete' },
  sample,
  title: '拼团成功',
  text: '「{group}」人数已满，商家会尽快发货。',
})
const failedNotice = trigger({
  name: 'group-buy.failed',
  kind: 'service',
  label: { 'zh-CN': '拼团失败', en: 'Group failed' },
  sample,
  title: '拼团没有成功',
  text: '「{group}」没有在规定时间内成团，已付的款项会原路退回。',
})
const oneMissingNotice = trigger({
  name: 'group-buy.one-missing',
  kind: 'service',
  label: { 'zh-CN': '拼团还差一人', en: 'Group needs one more' },
  sample,
  title: '还差 1 人成团',
  text: '「{group}」只差 {seats} 人就成团了，快邀请好友吧。',
})
export const triggers = [completedNotice, failedNotice, oneMissingNotice]

const notices = { completed: completedNotice, failed: failedNotice, oneMissing: oneMissingNotice }

/** Tells members of a group how it goes, once each. */
export async function announceGroup(
  tx: Db<GroupBuyDb>,
  what: keyof typeof notices,
  group: { groupId: string; campaignId: string; shopperIds: readonly string[] },
): Promise<void> {
  const campaign = await campaignOf(tx, group.campaignId)
  if (!campaign) return
  for (const shopperId of new Set(group.shopperIds))
    await announce(tx, notices[what], {
      key: `${notices[what].name}:${group.groupId}:${shopperId}`,
      shopId: campaign.shopId,
      shopperId,
      params: { group: campaign.title, seats: '1' },
      link: `packages/trade/group/index?id=${group.groupId}`,
    })
}
