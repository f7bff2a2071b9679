import { useEffect, useRef } from 'react'
import { shop } from '@/api/client'
import { requireLogin } from '@/features/login/require'
import { t } from '@/i18n'
import { Button } from '@/kit/Button'
import { toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { writePlay } from '@/lib/play-wish'

interface Props {
  sessionId: string
  skuId: string
  left: number
  /** It has begun and is not over. */
  running: boolean
}

/** Asks to be let in, waits in the queue as long as one stays on the page, and goes on to the checkout with the pass. */
export function EnterButton({ sessionId, skuId, left, running }: Props) {
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => void (here.current = false)
  }, [])
  const enter = async () => {
    if (!requireLogin()) return
    while (here.current) {
      const { pass, ahead, retryAfterSeconds } = await shop.enterFlashSale({ id: sessionId, skuId, quantity: 1 })
      if (!here.current) return
      if (pass) return go('checkout', { lines: `${skuId}:1`, play: writePlay({ kind: 'flash-sale', campaignId: sessionId, pass }) })
      toast(t('flash.queue', { count: ahead }))
      await new Promise((resolve) => setTimeout(resolve, retryAfterSeconds * 1000))
    }
  }
  if (running && left === 0) {
    return (
      <Button size="small" kind="line" disabled testId="flash-gone" onTap={() => undefined}>
        {t('flash.gone')}
      </Button>
    )
  }
  return (
    <Button size="small" testId="flash-enter" disabled={!running} onTap={enter}>
      {t(running ? 'flash.buy' : 'flash.soon')}
    </Button>
  )
}
