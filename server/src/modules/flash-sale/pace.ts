/**
 * How fast people are let in by this process, so that orders do not come faster than they can be written and whoever asks still gets an answer at
 * once: so many a second, and so many at once after a quiet second. Those who are kept have their place in the queue.
 */
export interface Pace {
  allows: () => boolean
  /** One more was let in. */
  take: () => void
}

export function createPace(perSecond: number | undefined): Pace {
  if (perSecond === undefined) return { allows: () => true, take: () => undefined }
  let [left, since] = [perSecond, performance.now()]
  return {
    allows: () => {
      const now = performance.now()
      left = Math.min(perSecond, left + ((now - since) / 1000) * perSecond)
      since = now
      return left >= 1
    },
    take: () => {
      left -= 1
    },
  }
}
