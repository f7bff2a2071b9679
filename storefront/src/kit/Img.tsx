import { useState } from 'react'
import { pictureUrl, type Sized } from '@/lib/picture'
import { classNames } from '@/lib/class-names'
import { Box, Picture } from './base'
import { Icon } from './Icon'
import './img.scss'

interface Props {
  picture: Sized | null | undefined
  alt: string
  /** How wide it is drawn, in CSS px; chooses the file. */
  width: number
  /** Height by width. */
  ratio?: number
  eager?: boolean
  fit?: 'cover' | 'contain'
  className?: string | undefined
  round?: boolean
}

/** Mini programs show a picture at once: fading in would cost a message between their two threads for each. */
const FIRST = process.env.TARO_ENV === 'h5' ? 'waiting' : 'shown'

/** A picture in a box of fixed shape: its dominant colour stands there until it has come, so nothing jumps. */
export function Img({ picture, alt, width, ratio = 1, eager, fit = 'cover', className, round }: Props) {
  const [state, setState] = useState<'waiting' | 'shown' | 'failed'>(FIRST)
  const box = { paddingTop: `${ratio * 100}%`, backgroundColor: picture?.colour ?? 'var(--sunken)' }
  return (
    <Box className={classNames('img', round && 'img--round', className)}>
      <Box className="img__ratio" style={box} />
      {picture && state !== 'failed' ? (
        <Picture
          className={classNames('img__picture', state === 'shown' && 'img__picture--shown')}
          src={pictureUrl(picture, width)}
          alt={alt}
          eager={eager}
          fit={fit}
          onLoad={() => setState('shown')}
          onError={() => setState('failed')}
        />
      ) : (
        <Box className="img__none" {...(alt ? { role: 'img', label: alt } : {})}>
          <Icon name="image" size={Math.min(28, Math.round(width / 3))} />
        </Box>
      )}
    </Box>
  )
}
