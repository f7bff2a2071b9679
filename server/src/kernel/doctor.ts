export interface Violation {
  /** The row that breaks the invariant. */
  id: string
  /** What is wrong with it, with the numbers that show it. */
  text: string
}

/** A read-only check of one invariant on live data. Gives every violation, not only the first. */
export interface Check {
  name: string
  /** Its number in the list of invariants; 0 for one of the module's own. */
  invariant: number
  run: () => Promise<Violation[]>
}
