import { useState } from 'react'
import { pickPictures, type Picked } from '@/platform/upload'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import type { Sized } from '@/lib/picture'
import { Box, Tap, Text } from './base'
import { Icon } from './Icon'
import { Img } from './Img'
import { showError } from './overlays-store'
import './uploader.scss'

interface Props {
  value: readonly Sized[]
  onChange: (pictures: Sized[]) => void
  max: number
}

/** Picks pictures and uploads them one after another; what is there can be taken away again. */
export function Uploader({ value, onChange, max }: Props) {
  const [waiting, setWaiting] = useState(0)
  const add = async () => {
    const picked: Picked[] = await pickPictures(max - value.length)
    setWaiting(picked.length)
    const done = [...value]
    try {
      for (const one of picked) {
        done.push((await shop.uploadPicture({ file: one })).picture)
        onChange([...done])
        setWaiting((left) => left - 1)
      }
    } catch (error) {
      showError(error)
    } finally {
      setWaiting(0)
    }
  }
  return (
    <Box className="uploader">
      {value.map((picture) => (
        <Box key={picture.url} className="uploader__item">
          <Img picture={picture} alt={t('review.photo')} width={80} className="uploader__picture" />
          <Tap className="uploader__remove" label={t('common.remove')} onTap={() => onChange(value.filter((one) => one !== picture))}>
            <Icon name="close" size={12} />
          </Tap>
        </Box>
      ))}
      {waiting > 0 ? (
        <Box className="uploader__item uploader__wait">
          <Icon name="loading" size={20} />
        </Box>
      ) : null}
      {value.length + waiting < max ? (
        <Tap className="uploader__item uploader__add" testId="upload" onTap={() => void add()}>
          <Icon name="camera" size={24} />
          <Text className="uploader__text">
            {value.length}/{max}
          </Text>
        </Tap>
      ) : null}
    </Box>
  )
}
