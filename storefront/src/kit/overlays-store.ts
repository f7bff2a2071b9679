import { create } from 'zustand'
import { ApiError } from '@/api/error'
import { t } from '@/i18n'

interface Toast {
  text: string
  kind: 'plain' | 'good' | 'bad'
  at: number
}

interface Dialog {
  title: string
  text?: string | undefined
  ok: string
  cancel: string | null
  danger?: boolean | undefined
  answer: (yes: boolean) => void
}

interface Overlays {
  toast: Toast | null
  dialog: Dialog | null
  /** A puzzle that a person is to solve; the answer is its pass, or nothing when they would not. */
  challenge: { answer: (pass: string | null) => void } | null
  /** Pictures shown over the whole screen. */
  viewer: { urls: readonly string[]; at: number } | null
}

export const useOverlays = create<Overlays>(() => ({ toast: null, dialog: null, challenge: null, viewer: null }))

const SHOWN_MS = 2200

/** Says one short thing and goes away by itself. */
export function toast(text: string, kind: Toast['kind'] = 'plain'): void {
  const at = Date.now()
  useOverlays.setState({ toast: { text, kind, at } })
  setTimeout(() => {
    if (useOverlays.getState().toast?.at === at) useOverlays.setState({ toast: null })
  }, SHOWN_MS)
}

/** Tells the person what went wrong, in words; anything that is no answer of the API is also thrown on, for the log. */
export function showError(error: unknown): void {
  if (error instanceof ApiError) return toast(error.message, 'bad')
  toast(t('error.unexpected'), 'bad')
  throw error
}

/** Asks and waits for the answer. `cancel: null` leaves only one button. */
export function confirm(ask: { title: string; text?: string; ok?: string; cancel?: string | null; danger?: boolean }): Promise<boolean> {
  return new Promise((resolve) => {
    useOverlays.getState().dialog?.answer(false)
    const answer = (yes: boolean) => {
      useOverlays.setState({ dialog: null })
      resolve(yes)
    }
    const cancel = ask.cancel === undefined ? t('common.cancel') : ask.cancel
    useOverlays.setState({ dialog: { title: ask.title, text: ask.text, danger: ask.danger, ok: ask.ok ?? t('common.ok'), cancel, answer } })
  })
}

let passing: Promise<string | null> | undefined

/** Shows a puzzle; whoever asks meanwhile waits for the same one. */
export function passChallenge(): Promise<string | null> {
  passing ??= new Promise<string | null>((resolve) => {
    const answer = (pass: string | null) => {
      useOverlays.setState({ challenge: null })
      passing = undefined
      resolve(pass)
    }
    useOverlays.setState({ challenge: { answer } })
  })
  return passing
}
