import { userOf } from '../../login'

export const GET = (request) => Response.json(userOf(request.headers.get('authorization')) ?? null)
