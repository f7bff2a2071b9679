import type { z } from 'zod'
import type { Shopper } from '../shopper/contract.ts'
import type { GroupBuys } from './context.ts'

type Person = z.output<typeof Shopper>

export async function peopleOf(groups: GroupBuys, ids: readonly string[]): Promise<Map<string, Person>> {
  const once = [...new Set(ids)]
  const found = new Map<string, Person>()
  for (let at = 0; at < once.length; at += 200) {
    const { items } = await groups.shopper.find({ ids: once.slice(at, at + 200) })
    for (const one of items) found.set(one.id, one)
  }
  return found
}

/** A nickname as strangers see it: its first letter. Pure. */
export const shownName = (nickname: string): string => `${[...nickname][0] ?? ''}**`
