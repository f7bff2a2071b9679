import { t } from '@/i18n'
import { go } from '@/lib/navigate'
import { Box, Tap, Text } from './base'
import { Icon } from './Icon'
import './search-box.scss'

/** Looks like a search field and leads to the search page. */
export function SearchLink({ hint, shopId }: { hint?: string | undefined; shopId?: string }) {
  return (
    <Tap className="search-box" testId="search-link" onTap={() => go('search', { shopId, hint })}>
      <Icon name="search" size={18} />
      <Text className="search-box__hint">{hint ?? t('search.hint')}</Text>
      <Box className="search-box__go">{t('search.go')}</Box>
    </Tap>
  )
}
