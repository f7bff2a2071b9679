import { useState } from 'react'
import { t } from '@/i18n'
import { Box, Carousel, Picture, Tap, Text } from './base'
import { Icon } from './Icon'
import { useOverlays } from './overlays-store'
import { useEscape } from './use-escape'
import './viewer.scss'

/** Pictures over the whole screen (H5; mini programs have their own). */
export function Viewer({ urls, at }: { urls: readonly string[]; at: number }) {
  const [index, setIndex] = useState(at)
  const close = () => useOverlays.setState({ viewer: null })
  useEscape(true, close)
  return (
    <Box className="viewer" role="dialog" label={t('product.pictures')} testId="viewer">
      <Carousel
        className="viewer__slides"
        label={t('product.pictures')}
        index={index}
        onChange={setIndex}
        slides={urls.map((url) => (
          <Tap key={url} className="viewer__slide" label={t('common.close')} onTap={close}>
            <Picture className="viewer__picture" src={url} alt="" eager fit="contain" />
          </Tap>
        ))}
      />
      <Text className="viewer__count">
        {index + 1} / {urls.length}
      </Text>
      <Tap className="viewer__close" label={t('common.close')} onTap={close}>
        <Icon name="close" size={24} />
      </Tap>
    </Box>
  )
}
