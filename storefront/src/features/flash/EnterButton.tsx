import { requireLogin } from '@/features/login/require'
import { t } from '@/i18n'
import { Button } from '@/kit/Button'
import { EntrySheet } from './EntrySheet'
import { useEntry } from './use-entry'

interface Props {
  sessionId: string
  skuId: string
  left: number
  /** It has begun and is not over. */
  running: boolean
}

/** Asks to be let in, waits in the queue as long as one stays, and goes on to the checkout with the pass. */
export function EnterButton({ sessionId, skuId, left, running }: Props) {
  const entry = useEntry(sessionId, skuId)
  const enter = async () => {
    if (requireLogin()) await entry.ask()
  }
  return (
    <>
      {running && left === 0 ? (
        <Button size="small" kind="line" disabled testId="flash-gone" onTap={() => undefined}>
          {t('flash.gone')}
        </Button>
      ) : (
        <Button size="small" testId="flash-enter" disabled={!running} onTap={enter}>
          {t(running ? 'flash.buy' : 'flash.soon')}
        </Button>
      )}
      <EntrySheet {...entry} />
    </>
  )
}
