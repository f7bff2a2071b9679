import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { takenPercent } from './session'
import './progress.scss'

/** How much is gone already. */
export function Progress({ pieces, left }: { pieces: number; left: number }) {
  const percent = takenPercent({ pieces, left })
  return (
    <Box className="flash-progress">
      <Box className="flash-progress__track" hidden>
        <Box className="flash-progress__fill" style={{ width: `${percent}%` }} />
      </Box>
      <Text className="flash-progress__text">{left === 0 ? t('flash.gone') : t('flash.taken', { percent })}</Text>
    </Box>
  )
}
