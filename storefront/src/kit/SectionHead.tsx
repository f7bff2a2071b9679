import { t } from '@/i18n'
import { Box, Tap, Text } from './base'
import { Icon } from './Icon'
import './section.scss'

/** The title above a part of a page. */
export function SectionHead({ title, note, onMore }: { title: string; note?: string; onMore?: () => void }) {
  return (
    <Box className="section-head">
      <Text className="section-head__title">{title}</Text>
      {note ? <Text className="section-head__note">{note}</Text> : null}
      {onMore ? (
        <Tap className="section-head__more" onTap={onMore} label={`${t('common.all')} ${title}`}>
          <Text>{t('common.all')}</Text>
          <Icon name="forward" size={14} />
        </Tap>
      ) : null}
    </Box>
  )
}
