import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/**
 * The state of a list in its address, so that it can be sent, reloaded and gone back to. Values are strings; one that equals its
 * default is left out. Any change but one of `page` goes back to the first page.
 */
export function useUrlState<S extends Record<string, string>>(defaults: S): [S, (change: Partial<S>) => void] {
  const [params, setParams] = useSearchParams()
  // The defaults are literals of the calling page: their text, not the object's identity, says whether they changed.
  const text = JSON.stringify(defaults)
  const state = useMemo(() => readUrl(params, JSON.parse(text) as S), [params, text]) // `text` was made from an S one line above
  const change = useCallback(
    (patch: Partial<S>) => setParams((now) => writeUrl(now, JSON.parse(text) as S, patch), { replace: !('page' in patch) }), // as above
    [setParams, text],
  )
  return [state, change]
}

/** Each default, replaced by what the address says. */
export function readUrl<S extends Record<string, string>>(params: URLSearchParams, defaults: S): S {
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, params.get(key) ?? value])) as S // the keys are those of S
}

/** The address after a change. */
export function writeUrl<S extends Record<string, string>>(now: URLSearchParams, defaults: S, patch: Partial<S>): URLSearchParams {
  const next = new URLSearchParams(now)
  const whole = 'page' in patch || !('page' in defaults) ? patch : { ...patch, page: '1' }
  for (const [key, value] of Object.entries(whole)) {
    if (value === undefined || value === '' || value === defaults[key]) next.delete(key)
    else next.set(key, value)
  }
  return next
}
