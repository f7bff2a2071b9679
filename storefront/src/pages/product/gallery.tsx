import type { ProductDetail } from '@puzi/shop-client'
import { useState } from 'react'
import { t } from '@/i18n'
import { Box, Carousel, Film, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Popup } from '@/kit/Popup'
import { ModelView } from '@/platform/model-view'
import { preview } from '@/platform/preview'
import './gallery.scss'

/**
 * The film first, where there is one, then the pictures; a model that can be turned waits behind a button. While the film plays nothing lies
 * over its controls.
 */
export function Gallery({ product }: { product: ProductDetail }) {
  const [index, setIndex] = useState(0)
  const [turning, setTurning] = useState(false)
  const [playing, setPlaying] = useState(false)
  const { video, model, pictures } = product
  const urls = pictures.map(({ url }) => `${API_BASE}${url}-960.webp`)
  const shown = pictures.map((picture, at) => (
    <Tap key={picture.url} className="gallery__slide" label={t('product.enlarge')} onTap={() => preview(urls, at)}>
      <Img picture={picture} alt={`${product.title} ${at + 1}`} width={480} eager={at === 0} />
    </Tap>
  ))
  const filming = playing && index === 0
  const slides = video
    ? [<VideoSlide key={video.url} product={product} video={video} playing={filming} onPlay={() => setPlaying(true)} />, ...shown]
    : shown
  return (
    <Box className="gallery" testId="gallery">
      <Carousel className="gallery__slides" label={t('product.pictures')} index={index} onChange={setIndex} slides={slides} />
      {model && !filming ? (
        <Tap className="gallery__model" testId="open-model" onTap={() => setTurning(true)}>
          <Icon name="turn" size={16} />
          <Text>{t('model.open')}</Text>
        </Tap>
      ) : null}
      {filming ? null : (
        <Text className="gallery__count">
          {index + 1} / {slides.length}
        </Text>
      )}
      {model && pictures[0] ? (
        <Popup open={turning} onClose={() => setTurning(false)} title={t('model.title')} testId="model">
          <ModelView url={`${API_BASE}${model.url}`} picture={pictures[0]} title={product.title} />
        </Popup>
      ) : null}
    </Box>
  )
}

interface VideoSlideProps {
  product: ProductDetail
  video: NonNullable<ProductDetail['video']>
  /** Only while it is looked at: what is swiped away stops. */
  playing: boolean
  onPlay: () => void
}

/** The film's poster with a button; nothing of the film is fetched before somebody taps. */
function VideoSlide({ product, video, playing, onPlay }: VideoSlideProps) {
  const poster = video.poster ?? product.pictures[0]
  if (playing)
    return (
      <Box className="gallery__slide gallery__film">
        <Film
          className="gallery__video"
          src={`${API_BASE}${video.url}`}
          poster={poster ? `${API_BASE}${poster.url}-960.webp` : ''}
          label={t('product.video', { title: product.title })}
        />
      </Box>
    )
  return (
    <Tap className="gallery__slide gallery__film" label={t('product.play')} testId="play-video" onTap={onPlay}>
      <Img picture={poster} alt="" width={480} eager />
      <Box className="gallery__play">
        <Icon name="play" size={28} />
      </Box>
      <Text className="gallery__seconds">{clock(video.seconds)}</Text>
    </Tap>
  )
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
