import type { CampaignResults, PlayNumbers } from './contract.ts'

export interface Counted {
  numbers: PlayNumbers
  reach: number
  participants: number
  buyers: number
  newCustomers: number
  invited: number
}
type Figures = Pick<CampaignResults, 'participationBps' | 'conversionBps' | 'successBps' | 'kMilli' | 'roiBps' | 'cacFen'>

/** Half up; null where there is nothing to divide by. */
const ratio = (part: number, whole: number, scale: number): number | null =>
  whole <= 0 ? null : Number((BigInt(Math.max(0, part)) * BigInt(scale) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))

/** What the counts of a campaign come to. The definitions are in `docs/guides/campaign-results.md`. Pure. */
export function figures({ numbers, reach, participants, buyers, newCustomers, invited }: Counted): Figures {
  const { attempts, successes, gmvFen, refundedFen, costFen } = numbers
  return {
    participationBps: ratio(participants, reach, 10_000),
    conversionBps: ratio(buyers, reach, 10_000),
    successBps: attempts === null || successes === null ? null : ratio(successes, attempts, 10_000),
    kMilli: ratio(invited, participants, 1000),
    roiBps: ratio(gmvFen - refundedFen, costFen, 10_000),
    cacFen: ratio(costFen, newCustomers, 1),
  }
}
