import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Act } from '../../kernel/guard.ts'
import { RiskKind } from './contract.ts'
import type { Risk } from './context.ts'
import type { Fact } from './queries/facts.ts'

/** What is told apart in it must not be read back from it: phones and addresses are kept as keyed hashes. */
export const blind = ({ secretKey }: Pick<Risk, 'secretKey'>, what: 'phone' | 'address', text: string): string =>
  createHmac('sha256', secretKey).update(`risk:${what}:${text}`).digest('base64url').slice(0, 32)

/** Plays whose orders are acts of a kind of their own beside `order`. */
const playKinds: Readonly<Record<string, RiskKind>> = { 'group-buy': 'group', bargain: 'bargain', 'flash-sale': 'flash' }

export function kindsOf({ kind, play }: Pick<Act, 'kind' | 'play'>): RiskKind[] {
  const own = RiskKind.safeParse(kind)
  const ofPlay = play === null ? undefined : playKinds[play]
  return [...new Set([...(own.success ? [own.data] : []), ...(ofPlay ? [ofPlay] : [])])]
}

/** Accounts are made once. */
const joined = new LRUCache<string, Date>({ max: 20_000 })

async function joinedAt(risk: Risk, shopperId: string | null): Promise<Date | null> {
  if (shopperId === null) return null
  const known = joined.get(shopperId)
  if (known) return known
  const [shopper] = (await risk.shopper.find({ ids: [shopperId] })).items
  if (!shopper) return null
  const at = new Date(shopper.createdAt)
  joined.set(shopperId, at)
  return at
}

/** The same house however it is written: without spaces and marks. */
const plain = (detail: string): string =>
  detail
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}]/gu, '')

/** Whom it counts as: the shopper, else the phone, the device, the address on the net. */
export const personOf = (fact: Pick<Fact, 'shopperId' | 'phoneKey' | 'device' | 'ip'>): string =>
  fact.shopperId ?? fact.phoneKey ?? fact.device ?? fact.ip

export async function factOf(risk: Risk, act: Act, at: Date): Promise<Fact> {
  const { shopperId, addressId, device, ip } = act
  const [account, to] = await Promise.all([
    joinedAt(risk, shopperId),
    shopperId && addressId ? risk.shopper.address({ shopperId, addressId }) : undefined,
  ])
  const address = to?.address ?? null
  const phone = act.phone ?? address?.phone ?? null
  const phoneKey = phone && blind(risk, 'phone', phone)
  return {
    kinds: kindsOf(act),
    at,
    shopperId,
    device,
    ip,
    phoneKey,
    addressKey: address && blind(risk, 'address', `${address.districtCode} ${plain(address.detail)}`),
    person: personOf({ shopperId, phoneKey, device, ip }),
    joinedAt: account,
    amountFen: act.amountFen ?? 0,
  }
}
