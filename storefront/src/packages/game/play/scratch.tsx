import type { Game, MyGameDraw } from '@puzi/shop-client'
import { useEffect, useRef, useState } from 'react'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { showError } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { Result } from './result'
import { useDraw } from './use-draw'

/** As long as the last stripe of `.game-scratch__stripe` takes. */
const SCRATCH_MS = 1300
const STRIPES = [0, 1, 2, 3, 4, 5]

/** A card whose cover is scratched off in stripes; under it is what the server has drawn. */
export function Scratch({ game, renew }: { game: Game; renew: () => void }) {
  const [under, setUnder] = useState<MyGameDraw | null>(null)
  const [drawn, setDrawn] = useState<MyGameDraw | null>(null)
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  const draw = useDraw(game)
  const { mine, state } = game
  const off = state !== 'running' || (mine !== null && mine.chances < 1)
  const scratch = async () => {
    if (busy.current || under || off) return
    busy.current = true
    try {
      const result = await draw()
      if (!result) return
      setUnder(result)
      timer.current = setTimeout(() => {
        setDrawn(result)
        renew()
      }, SCRATCH_MS)
    } catch (error) {
      renew()
      showError(error)
    } finally {
      busy.current = false
    }
  }
  return (
    <Box className="game-stage">
      <Tap className="game-scratch" testId="scratch-card" disabled={off && !under} onTap={() => void scratch()}>
        <Box className="game-scratch__prize">{under?.prize ?? ''}</Box>
        {STRIPES.map((stripe) => (
          <Box
            key={stripe}
            className={classNames('game-scratch__stripe', under !== null && 'game-scratch__stripe--off')}
            style={{ top: `${(stripe * 100) / STRIPES.length}%`, transitionDelay: under ? `${stripe * 140}ms` : '0ms' }}
          />
        ))}
        {under ? null : <Text className="game-scratch__word">{t(off ? 'game.none' : 'game.scratch')}</Text>}
      </Tap>
      {under && !off ? (
        <Button kind="soft" testId="next-card" onTap={() => setUnder(null)}>
          {t('game.again')}
        </Button>
      ) : null}
      <Result drawn={drawn} onClose={() => setDrawn(null)} />
    </Box>
  )
}
