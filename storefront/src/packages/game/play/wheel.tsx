import type { Game, MyGameDraw } from '@puzi/shop-client'
import { useEffect, useRef, useState } from 'react'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { showError } from '@/kit/overlays-store'
import { Result } from './result'
import { useDraw } from './use-draw'

/** As long as the transition of `.game-wheel__disc`. */
const SPIN_MS = 3600
const TURNS = 5

/** A wheel with as many slices as there are prizes. It turns to the slice that the server has drawn; how wide a slice is says nothing of its odds. */
export function Wheel({ game, renew }: { game: Game; renew: () => void }) {
  const { prizes, mine, state } = game
  const [angle, setAngle] = useState(0)
  const [drawn, setDrawn] = useState<MyGameDraw | null>(null)
  const spinning = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  const draw = useDraw(game)
  const slice = 360 / Math.max(1, prizes.length)
  const off = state !== 'running' || (mine !== null && mine.chances < 1)
  const spin = async () => {
    if (spinning.current || off) return
    spinning.current = true
    try {
      const result = await draw()
      if (!result) return void (spinning.current = false)
      const at = prizes.findIndex((one) => one.id === result.prizeId)
      setAngle((now) => Math.ceil(now / 360) * 360 + TURNS * 360 - at * slice)
      timer.current = setTimeout(() => {
        spinning.current = false
        setDrawn(result)
        renew()
      }, SPIN_MS)
    } catch (error) {
      spinning.current = false
      renew()
      showError(error)
    }
  }
  return (
    <Box className="game-stage">
      <Box className="game-wheel">
        <Box className="game-wheel__disc" style={{ transform: `rotate(${angle}deg)`, background: fan(prizes.length) }}>
          {prizes.map((prize, index) => (
            <Box key={prize.id} className="game-wheel__slice" style={{ transform: `rotate(${index * slice}deg)` }}>
              <Text className="game-wheel__text">{prize.title}</Text>
            </Box>
          ))}
        </Box>
        <Box className="game-wheel__pointer" />
        <Tap className="game-wheel__go" testId="spin-wheel" disabled={off} onTap={() => void spin()}>
          <Text>{t(off ? 'game.none' : 'game.go')}</Text>
        </Tap>
      </Box>
      <Result drawn={drawn} onClose={() => setDrawn(null)} />
    </Box>
  )
}

/** Slices in two shades, the first of them centred at the top. */
function fan(count: number): string {
  const slice = 360 / Math.max(1, count)
  const shades = Array.from({ length: count }, (_, index) => {
    const last = index === count - 1 && count % 2 === 1
    const shade = last ? 'var(--game-slice-last)' : index % 2 === 0 ? 'var(--game-slice-even)' : 'var(--game-slice-odd)'
    return `${shade} ${index * slice}deg ${(index + 1) * slice}deg`
  })
  return `conic-gradient(from ${-slice / 2}deg, ${shades.join(', ')})`
}
