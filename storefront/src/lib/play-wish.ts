/** The marketing play that a checkout is part of; see `PlayWish` of the API. */
export interface PlayWish {
  kind: string
  campaignId: string
  joinId: string | null
  pass: string | null
}

/** For the address of the checkout page: `go('checkout', { lines, play: writePlay(…) })`. */
export const writePlay = ({
  kind,
  campaignId,
  joinId = null,
  pass = null,
}: Partial<PlayWish> & Pick<PlayWish, 'kind' | 'campaignId'>): string =>
  [kind, campaignId, joinId ?? '', pass ?? ''].map(encodeURIComponent).join(',')

/** Reads it again; null when it makes no sense. */
export function readPlay(text: string): PlayWish | null {
  const [kind = '', campaignId = '', joinId = '', pass = ''] = text.split(',').map((part) => decodeURIComponent(part))
  return kind && campaignId ? { kind, campaignId, joinId: joinId || null, pass: pass || null } : null
}
