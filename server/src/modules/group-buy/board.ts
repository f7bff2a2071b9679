import type { z } from 'zod'
import type { GroupBuys } from './context.ts'
import type { AdminGroup, listGroups } from './contract.ts'
import { campaignOf } from './queries/campaigns.ts'
import { groupsPage } from './queries/groups.ts'
import { type MemberRow, membersOf } from './queries/members.ts'
import { peopleOf } from './people.ts'

/** Groups of a shop with everybody who is or was in. */
export async function board(
  groups: GroupBuys,
  shopId: string,
  query: z.output<typeof listGroups.query>,
): Promise<z.input<typeof listGroups.reply>> {
  const { items, total } = await groupsPage(groups.db, shopId, query)
  const members = await membersOf(
    groups.db,
    items.map((one) => one.id),
  )
  const people = await peopleOf(
    groups,
    members.map((one) => one.shopperId),
  )
  const titles = new Map<string, string>()
  for (const id of new Set(items.map((one) => one.campaignId))) titles.set(id, (await campaignOf(groups.db, id, shopId))?.title ?? '')
  return {
    total,
    items: items.flatMap((group) => {
      if (!group.deadline || !group.openedAt || group.state === 'new' || group.state === 'void') return []
      const { id, campaignId, size, state, paid, virtual } = group
      return [
        {
          id,
          campaignId,
          size,
          state,
          paid,
          virtual,
          title: titles.get(campaignId) ?? '',
          deadline: group.deadline.toISOString(),
          openedAt: group.openedAt.toISOString(),
          endedAt: group.endedAt?.toISOString() ?? null,
          members: members.filter((one) => one.groupId === id).map((one) => memberView(one, people)),
        },
      ]
    }),
  }
}

function memberView(
  { orderId, shopperId, leader, state, quantity, paidFen, paidAt }: MemberRow,
  people: Awaited<ReturnType<typeof peopleOf>>,
): z.input<typeof AdminGroup>['members'][number] {
  const person = people.get(shopperId)
  return {
    orderId,
    shopperId,
    leader,
    state,
    quantity,
    paidFen,
    paidAt: paidAt?.toISOString() ?? null,
    nickname: person?.nickname ?? '',
    avatar: person?.avatar ?? null,
  }
}
