/** What a person is shown. `picture`: an image as a data URI, to be answered with what it says. */
export interface Puzzle {
  kind: 'picture'
  picture: string
}

/** Tells persons from programs. */
export interface Captcha {
  /** A puzzle, what is to be kept to check its answer, and the answer itself where it is known here. */
  make: () => Promise<{ puzzle: Puzzle; kept: string; answer: string | null }>
  check: (kept: string, answer: string) => Promise<boolean>
}
