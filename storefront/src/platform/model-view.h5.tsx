import { useEffect, useRef, useState } from 'react'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Img } from '@/kit/Img'
import { t } from '@/i18n'
import { pictureUrl } from '@/lib/picture'
import type { ModelViewProps } from './model-view.types'
import './model-view.scss'

type State = 'loading' | 'there' | 'failed'

/** A model that is turned with a finger, the mouse or the arrow keys. Its engine is fetched only now. */
export function ModelView({ url, picture, title }: ModelViewProps) {
  const [state, setState] = useState<State>('loading')
  const [attempt, setAttempt] = useState(0)
  const [engine, setEngine] = useState(false)
  const viewer = useRef<HTMLElement>(null)
  useEffect(() => {
    let gone = false
    import('@google/model-viewer/dist/model-viewer.min.js').then(
      () => !gone && setEngine(true),
      () => !gone && setState('failed'),
    )
    return () => {
      gone = true
    }
  }, [attempt])
  useEffect(() => {
    const element = viewer.current
    if (!engine || !element) return
    const listen = (event: string, next: State) => element.addEventListener(event, () => setState(next), { once: true })
    listen('load', 'there')
    listen('error', 'failed')
  }, [engine, attempt])
  if (state === 'failed')
    return (
      <Box className="model-view">
        <Img picture={picture} alt={title} width={480} />
        <Box className="model-view__note">{t('model.failed')}</Box>
        <Button
          kind="line"
          block
          onTap={() => {
            setState('loading')
            setAttempt(attempt + 1)
          }}
        >
          {t('common.retry')}
        </Button>
      </Box>
    )
  return (
    <Box className="model-view" testId="model-view">
      {engine ? (
        <model-viewer
          key={attempt}
          ref={viewer}
          class="model-view__stage"
          src={url}
          alt={title}
          poster={pictureUrl(picture, 480)}
          camera-controls=""
          touch-action="pan-y"
          auto-rotate=""
          interaction-prompt="none"
          shadow-intensity="0.8"
          environment-image="neutral"
        />
      ) : (
        <Img picture={picture} alt="" width={480} />
      )}
      <Box className="model-view__note" live>
        {t(state === 'loading' ? 'model.loading' : 'model.hint')}
      </Box>
    </Box>
  )
}
