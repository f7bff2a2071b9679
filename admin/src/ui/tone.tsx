export type Tone = 'accent' | 'good' | 'warn' | 'bad' | 'info' | 'quiet'

/** A state in words with a dot of its colour; the words alone say it too. */
export function State({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`state state-${tone}`}>{children}</span>
}
