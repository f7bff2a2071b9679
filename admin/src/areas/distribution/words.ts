import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type Distributor = Item<'listDistributors'>
export type Commission = Item<'listCommissions'>
export type Sample = Item<'listSamples'>
export type SampleRequest = Item<'listSampleRequests'>

export const distributorStates: Record<Distributor['state'], { tone: Tone; label: Key }> = {
  applied: { tone: 'warn', label: 'distribution.state.applied' },
  approved: { tone: 'good', label: 'distribution.state.approved' },
  rejected: { tone: 'quiet', label: 'distribution.state.rejected' },
  stopped: { tone: 'bad', label: 'distribution.state.stopped' },
}
export const commissionStates: Record<Commission['state'], { tone: Tone; label: Key }> = {
  pending: { tone: 'warn', label: 'distribution.commission.pending' },
  settled: { tone: 'good', label: 'distribution.commission.settled' },
  void: { tone: 'quiet', label: 'distribution.commission.void' },
}
export const requestStates: Record<SampleRequest['state'], { tone: Tone; label: Key }> = {
  asked: { tone: 'warn', label: 'distribution.request.asked' },
  approved: { tone: 'info', label: 'distribution.request.approved' },
  ordered: { tone: 'info', label: 'distribution.request.ordered' },
  bought: { tone: 'info', label: 'distribution.request.bought' },
  proved: { tone: 'warn', label: 'distribution.request.proved' },
  rewarded: { tone: 'good', label: 'distribution.request.rewarded' },
  rejected: { tone: 'quiet', label: 'distribution.request.rejected' },
  failed: { tone: 'quiet', label: 'distribution.request.failed' },
}

/** Basis points as people say them: 1050 is 10.5%. */
export const percent = (bps: number): string => `${bps / 100}%`

/** What a change of one distributor makes out of date. */
export const stale = ['listDistributors', 'getDistributor', 'getDistributionResults'] as const
export const sampleTasks: Record<Sample['task'], Key> = { publish: 'distribution.task.publish', sell: 'distribution.task.sell' }
