/** Names for people and places that nobody has met. */
export const GIVEN_NAMES = {
  female: listed(`
    Abigail, Aisha, Alison, Amina, Anwen, Beatrice, Bethan, Bronwyn, Carys, Catrin, Chioma, Clara, Deborah, Edith,
    Eilidh, Elżbieta, Esther, Fatima, Freya, Grace, Hannah, Harpreet, Hazel, Ines, Iris, Jacqueline, Joan,
    Josephine, Katarzyna, Kavita, Laura, Lowri, Mabel, Maria, Mei, Miriam, Nadia, Niamh, Nicola, Olive, Orla,
    Pamela, Priya, Rachel, Rosa, Ruby, Samira, Sandra, Seren, Shanice, Sheila, Sinéad, Stella, Tamsin, Teresa,
    Ursula, Violet, Wendy, Yasmin, Zainab`),
  male: listed(`
    Aaron, Adewale, Alan, Aled, Ali, Amir, Andrzej, Arjun, Arthur, Barry, Callum, Cillian, Connor, Daniel, Declan,
    Derek, Dylan, Eamon, Edwin, Emeka, Ewan, Faisal, Felix, Gareth, Geoffrey, Gurpreet, Hamza, Harold, Hugo, Ian,
    Ibrahim, Iwan, Jakub, Jamal, Joseph, Keith, Kwame, Leon, Lewis, Malcolm, Martin, Mohan, Nathan, Neil, Noel,
    Oscar, Owain, Paweł, Peter, Quentin, Ramesh, Reuben, Rhys, Ronald, Seán, Stanley, Tariq, Trevor, Wei, Zachary`),
};

export const FAMILY_NAMES = listed(`
  Abara, Ackroyd, Adeyemi, Ahmadi, Ainsworth, Akhtari, Applegarth, Ashdown, Atherley, Bagshaw, Bannerjee,
  Barraclough, Beddoes, Bellamy, Birtwhistle, Blackadder, Bodenham, Brackenbury, Braithwaite, Brzezicki,
  Burlington, Cadwallader, Calloway, Carrickfer, Chadwick, Chatterley, Chenoweth, Cholmondeley, Clutterbuck,
  Cogswell, Coldwell, Crosthwaite, Cutteridge, Dalrymple, Danjuma, Delahunt, Dhaliwal, Dingwall, Dromgoole,
  Eccleston, Ekwueme, Entwistle, Eversley, Fairbrother, Farquharson, Featherby, Fernando, Finnerty, Fothergill,
  Gallimore, Garside, Gathercole, Ghoshal, Gillespie, Goldthorpe, Greenhalgh, Grimshaw, Gwynne, Hallewell,
  Haqqani, Hardcastle, Hathersage, Heathcote, Hetherington, Higginbottom, Hollingworth, Huckerby, Ibekwe,
  Illingworth, Inglethorpe, Jankowicz, Jellicoe, Kaczor, Kavanagh, Kempthorne, Kettlewell, Kowalczuk, Lakhani,
  Lambourne, Langthorne, Liang, Llewelyn, Loveridge, Maddocks, Mainwaring, Mahmoudi, McAllister, McGillicuddy,
  Mistry, Molyneux, Mukherjee, Murgatroyd, Nakamura, Nethercott, Nuttall, Obaseki, Ogunleye, Oldershaw,
  O’Halloran, O’Shaughnessy, Ormerod, Osgathorpe, Papadakis, Pargeter, Penhaligon, Pickersgill, Poskitt,
  Postlethwaite, Pritchard, Qureshi, Quartermaine, Ramsbottom, Ravenscroft, Rehmani, Rowbotham, Rutherglen,
  Sandhurst, Satterthwaite, Scholefield, Sengupta, Shackleton, Silverdale, Sowerby, Stottlemyre, Strickland,
  Swarbrick, Szymborski, Tattersall, Thistlewood, Tolladay, Tregenza, Treharne, Twelvetrees, Umaru, Underhill,
  Uttley, Vaidya, Venables, Wadsworth, Warburton, Weatherall, Whitehouse, Wigglesworth, Winterbourne,
  Wolstenholme, Wrigglesworth, Xiang, Yeardley, Yusufzai, Zammit, Zielonka`);

/** Towns of the invented county; the digit after ZZ99 in a postcode says which. */
export const TOWNS = listed(`
  Alderbeck, Brackwater, Netherby, Haldane, Saltmere, Dunmoor, Elmsworth, Fernhollow, Gravelsea, Thornwick`);

export const STREETS = listed(`
  Abbey Street, Acorn Way, Balmoral Road, Beech Avenue, Bluebell Lane, Canal Street, Chapel Hill, Cobden Terrace,
  Coronation Road, Dale View, Eastfield Drive, Elgin Street, Factory Lane, Ferry Road, Garden Walk, Glebe Road,
  Green Lane, Hawthorn Close, High Street, Hill Top, Ivy Bank, Jubilee Crescent, Kingfisher Drive, Lime Grove,
  London Road, Malthouse Lane, Market Place, Mill Street, Mount Pleasant, New Road, Oak Drive, Orchard Close, Park
  View, Primrose Hill, Quarry Road, Railway Terrace, River Walk, School Lane, Spring Gardens, Station Road, The
  Crescent, Tudor Close, Union Street, Victoria Road, Vine Street, Water Lane, Wellington Street, West End, Willow
  Drive, York Place`);

export const PRACTICE_KINDS = listed('Surgery, Medical Centre, Health Centre, Medical Practice, Family Practice');

function listed(text: string): readonly [string, ...string[]] {
  const [first = '', ...others] = text.split(',').map((name) => name.trim().replace(/\s+/, ' '));
  return [first, ...others];
}
