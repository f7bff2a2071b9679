/**
 * What came of a call to the outside. Three answers, never two: an exception or a missing answer is not a refusal.
 * `refused`: the other side said no and changed nothing. `later` means that the same call may succeed after a wait.
 * `unknown`: it may or may not have happened. Ask before doing anything else, and never change the number of the effect.
 */
export type Outcome<T> =
  | { result: 'ok'; value: T }
  | { result: 'refused'; code: string; message: string; retry: 'never' | 'later' }
  | { result: 'unknown'; reason: string }

export const ok = <T>(value: T): Outcome<T> => ({ result: 'ok', value })

export const refused = (code: string, message: string, retry: 'never' | 'later' = 'never'): Outcome<never> => ({
  result: 'refused',
  code,
  message,
  retry,
})

export const unknown = (reason: string): Outcome<never> => ({ result: 'unknown', reason })

/** Carries a good answer on; a refusal or an unknown stays what it is. */
export function mapOutcome<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.result === 'ok' ? ok(change(outcome.value)) : outcome
}
