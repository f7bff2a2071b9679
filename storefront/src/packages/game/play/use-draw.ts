import type { Game, MyGameDraw } from '@puzi/shop-client'
import { useRef } from 'react'
import { shop } from '@/api/client'
import { goSignedIn } from '@/features/login/require'
import { randomKey } from '@/lib/random-key'

/** Draws once. What the server has drawn is what the stage ends on; tried again after a failure it is the same draw. */
export function useDraw(game: Game): () => Promise<MyGameDraw | undefined> {
  const requestId = useRef('')
  return async () => {
    if (!game.mine) {
      goSignedIn('game', { id: game.id })
      return undefined
    }
    requestId.current ||= randomKey()
    const drawn = await shop.drawPrize({ id: game.id, requestId: requestId.current })
    requestId.current = ''
    return drawn
  }
}
