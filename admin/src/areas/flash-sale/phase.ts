import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

export type Session = Item<'listFlashSessions'>
type Phase = Session['phase']

export const phases: readonly Phase[] = ['draft', 'upcoming', 'running', 'ended', 'stopped']
export const phaseKey: Record<Phase, Key> = {
  draft: 'flash.draft',
  upcoming: 'flash.upcoming',
  running: 'flash.running',
  ended: 'flash.ended',
  stopped: 'flash.stopped',
}
export const phaseTone: Record<Phase, Tone> = { draft: 'quiet', upcoming: 'info', running: 'good', ended: 'quiet', stopped: 'warn' }
