import type { FlashChallenge } from '@puzi/shop-client'
import { useEffect, useRef, useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { go } from '@/lib/navigate'
import { deviceName } from '@/lib/device'
import { writePlay } from '@/lib/play-wish'

/** Where somebody stands who wants to be let in: in the queue, before a question, or too late. */
export type Stage =
  | { at: 'queue'; ahead: number; most: number }
  | { at: 'check'; challenge: FlashChallenge; wrong: string }
  | { at: 'gone' }
interface Answer {
  question: string
  code: string
}

/** The way in: asks until there is an answer and goes on to the checkout with the pass. Leaving the page or the sheet leaves the queue. */
export function useEntry(sessionId: string, skuId: string) {
  const [stage, setStage] = useState<Stage | null>(null)
  const turn = useRef(0)
  useEffect(() => () => void (turn.current += 1), [])
  const leave = () => {
    turn.current += 1
    setStage(null)
  }
  const ask = async (answer?: Answer) => {
    turn.current += 1
    const mine = turn.current
    let most = 0
    try {
      while (turn.current === mine) {
        const wish = { id: sessionId, skuId, quantity: 1, device: deviceName() }
        const { pass, ahead, retryAfterSeconds } = await shop.enterFlashSale(answer ? { ...wish, answer } : wish)
        if (turn.current !== mine) return
        if (pass) {
          setStage(null)
          return go('checkout', { lines: `${skuId}:1`, play: writePlay({ kind: 'flash-sale', campaignId: sessionId, pass }) })
        }
        most = Math.max(most, ahead)
        setStage({ at: 'queue', ahead, most })
        await new Promise((resolve) => setTimeout(resolve, retryAfterSeconds * 1000))
      }
    } catch (error) {
      if (turn.current !== mine) return
      if (isCode(error, 'flash_sold_out')) return setStage({ at: 'gone' })
      if (!isCode(error, 'flash_check_needed', 'flash_check_wrong')) {
        setStage(null)
        throw error
      }
      const challenge = await shop.askFlashChallenge({ id: sessionId })
      setStage({ at: 'check', challenge, wrong: error.code === 'flash_check_wrong' ? error.message : '' })
    }
  }
  return { stage, ask, leave }
}
