/** The English words of the spoken check: as words.it.ts, three to seven letters. */
export const englishWords: readonly string[] = `
  acorn acrobat airport almond anchor antler apricot apron avocado bagpipe bakery balcony bamboo bathtub beacon bedroom
  beehive belt biplane biscuit blazer blossom blouse bonfire bookend boxer bramble bridge brush budgie burger cactus
  canteen canvas caravan carpet cave chalk cheese chicken chutney cinema circus cobweb compost cottage crayon crumb
  cup cupcake curry curtain cushion custard dog dolphin doorway drawer dresser dustpan elbow estuary eyebrow feather
  firefly fish floor forest fruit garage garland gecko gherkin giraffe glass glue goose granary gravy grocer
  gymnast hairpin hamster handbag harp hedge herring hexagon hill hockey hornet hydrant iceberg icicle igloo iguana
  inkpot island jacket jam janitor jelly jigsaw jumper kayak ketchup kettle keyhole kiosk lagoon laundry lawn
  leaf lemon leopard letter lilac linen lizard lobster lullaby lunch magnet mallard maple mascot meadow mermaid
  mirror mitten moon muffin museum music napkin noodle nursery nutmeg oasis octopus onion orchid ostrich oven
  padlock pancake paprika parasol parsnip pastry pathway patio pelican pencil perfume picnic pie pigtail pillow pinball
  pitcher plumber plywood popcorn porch pottery pretzel pudding pumpkin puppet puzzle quilt raft rainbow raisin ravioli
  recipe rooftop rosebud ruler runway saddle sailor sandpit sardine satchel saucer sawdust scarf scooter seagull seesaw
  shampoo shelf shoebox shower shrimp skylark sleeve slipper snail sneaker snorkel snowman sofa sparrow spatula spider
  sponge spring squash stadium stamp sugar sunbeam sunset swan tadpole tarmac teacup teapot tennis thunder tinsel
  toast toenail toffee tomato toolbox towel train treacle trifle tripod trolley trophy trunk tugboat tulip turbine
  turtle twine unicorn valley velvet viaduct village vinegar volcano waffle walrus washer wheel whistle wolf zigzag
`
  .trim()
  .split(/\s+/);
