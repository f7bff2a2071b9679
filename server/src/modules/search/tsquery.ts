/** A word as PostgreSQL reads it in a tsvector or tsquery literal. */
export function lexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

export type Weight = 'A' | 'B' | 'C' | 'D'

/** Collects the words of a document; a word keeps its first place and its best weight. */
export function tsvector(parts: Iterable<readonly [word: string, weight: Weight]>): string {
  const best = new Map<string, Weight>()
  for (const [word, weight] of parts) {
    const before = best.get(word)
    if (word !== '' && (before === undefined || weight < before)) best.set(word, weight)
  }
  let place = 0
  return [...best].map(([word, weight]) => `${lexeme(word)}:${(place += 1)}${weight}`).join(' ')
}

/** Every group must be met; a group is met by one of its alternatives; an alternative by all of its words. Empty: nothing is asked. */
export function tsquery(groups: readonly (readonly (readonly string[])[])[]): string {
  return groups
    .map((alternatives) => alternatives.filter((words) => words.length > 0).map((words) => `(${words.map(lexeme).join(' & ')})`))
    .filter((alternatives) => alternatives.length > 0)
    .map((alternatives) => `(${alternatives.join(' | ')})`)
    .join(' & ')
}
