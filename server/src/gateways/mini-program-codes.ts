import type { Outcome } from './outcome.ts'

/** Pictures that open a page of a mini program when its host's camera reads them. */
export interface MiniProgramCodes {
  /** `scene` comes to the page: at most 32 characters of those the platform takes. `page` without a leading slash. Gives a picture. */
  code: (wish: { scene: string; page: string }) => Promise<Outcome<Buffer>>
}
