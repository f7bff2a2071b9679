import { Box } from '@/kit/base'
import { Img } from '@/kit/Img'
import { t } from '@/i18n'
import type { ModelViewProps } from './model-view.types'
import './model-view.scss'

/** Mini programs would need an engine of their own for this (WeChat's xr-frame): a picture stands there, with a word about it. */
export function ModelView({ picture, title }: ModelViewProps) {
  return (
    <Box className="model-view">
      <Img picture={picture} alt={title} width={480} />
      <Box className="model-view__note">{t('model.onlyWeb')}</Box>
    </Box>
  )
}
