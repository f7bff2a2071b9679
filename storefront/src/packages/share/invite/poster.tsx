import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { codeOf, type Shared } from '@/features/share/codes'
import { t } from '@/i18n'
import { Box, Picture, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { useSession } from '@/stores/session'

/** A code that friends scan, and its letters. */
export function Poster({ sharing }: { sharing: Shared }) {
  const shopper = useSession((session) => session.shopper)
  const poster = useQuery({
    queryKey: ['share', 'poster', shopper?.id, sharing.kind, sharing.targetId],
    queryFn: async () => {
      const mine = codeOf(sharing)
      await mine?.told
      return shop.getSharePoster({ code: mine?.code ?? '' })
    },
  })
  if (!poster.data) return null
  return (
    <Card className="invite-poster" testId="invite-poster">
      <Box className="invite-poster__name">{t('invite.posterBy', { name: shopper?.nickname ?? '' })}</Box>
      <Box className="invite-poster__code">
        <Picture src={poster.data.square} alt={t('invite.poster')} fit="contain" />
      </Box>
      <Box className="share-row__note">
        {t('invite.posterHint')} <Text selectable>{poster.data.code}</Text>
      </Box>
    </Card>
  )
}
